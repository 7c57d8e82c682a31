"""What a check found, as the sheet 校验结果 tells it, and the reasons written there."""
