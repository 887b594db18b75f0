"""Publishers: pure functions from a Show to paths and bytes."""
