namespace Guildhall.Kernel.Values;

/// <summary>
/// A source that we decline to render; the member can shorten or simplify it. Answer 422 and keep what was typed.
/// </summary>
/// <param name="code"><see cref="TooLong"/>, <see cref="TooDeep"/> or <see cref="TooSlow"/>; stable.</param>
public sealed class MarkdownRefused(string code, string reason) : Exception(reason)
{
    /// <summary>More characters than <see cref="MarkdownOptions.MaxLength"/>.</summary>
    public const string TooLong = "markdown_too_long";

    /// <summary>Quotes, lists, brackets or elements inside one another beyond what a reader could follow.</summary>
    public const string TooDeep = "markdown_too_deep";

    /// <summary>One paragraph with so many brackets or marks that parsing it would take seconds.</summary>
    public const string TooSlow = "markdown_too_slow";

    public string Code { get; } = code;
}
