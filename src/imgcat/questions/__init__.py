"""What is asked of several records at once, for the API and for pages: conflicts, scenes near a picture."""
