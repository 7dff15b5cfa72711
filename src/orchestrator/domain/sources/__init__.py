"""Where documents come from by themselves: websites, feeds and exports."""
