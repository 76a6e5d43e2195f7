"""What people see: command line, chat page and everything else that renders an answer."""
