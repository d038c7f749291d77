"""What the screens of everybody are made from: bases, dialogs, help, support."""
