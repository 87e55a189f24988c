"""Desks and topics, who may review them; deadlines and priorities."""
