"""What travels to the compute node: training and inference with the Hugging Face libraries.

Standard library at import, syntax of Python 3.9. In a run folder the same files sit in runtime.zip as the package
llmtui_runtime, so every import in here is relative and nothing looks at __file__.
"""
