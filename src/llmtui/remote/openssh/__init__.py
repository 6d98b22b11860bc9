"""A cluster by way of the ssh program and a connection that its calls share."""
