namespace Guildhall.Kernel.Ui.Forms;

/// <param name="Text">Already in the reader's language.</param>
/// <param name="Hint">A line of explanation; shown by <c>ChoiceField</c> only.</param>
public sealed record Choice(string Value, string Text, string? Hint = null);
