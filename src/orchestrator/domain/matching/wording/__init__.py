"""What two wordings of one question may differ in and still ask the same, by language."""
