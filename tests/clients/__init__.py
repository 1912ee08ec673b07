"""The apps in the field, as far as the server meets them: what their decoders take and what they refuse."""
