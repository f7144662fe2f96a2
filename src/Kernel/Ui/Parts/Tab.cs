namespace Guildhall.Kernel.Ui.Parts;

/// <param name="Text">Already in the reader's language.</param>
/// <param name="Count">Shown beside the text; null shows nothing.</param>
public sealed record Tab(string Text, string Href, bool Current, int? Count = null);

/// <param name="Text">Already in the reader's language.</param>
/// <param name="Href">Null for the page itself.</param>
public sealed record Crumb(string Text, string? Href = null);
