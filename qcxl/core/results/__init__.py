"""The problems of a check as the sheet 校验结果 shows them, and the reasons that people write there."""
