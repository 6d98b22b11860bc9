"""How near llmtui's memory estimate comes to traced and published figures."""
