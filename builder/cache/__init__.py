"""Content-addressed results of earlier builds."""
