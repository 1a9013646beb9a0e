"""What a widget kind is made of: options, controls, states, frames."""
