using System.ComponentModel;
using System.Globalization;
using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Values;

/// <summary>
/// A source that we decline to render; the member can shorten or simplify it. Answer 422 and keep what was typed
/// (<see cref="AtField"/>).
/// </summary>
/// <param name="code"><see cref="TooLong"/>, <see cref="TooDeep"/> or <see cref="TooSlow"/>; stable.</param>
/// <param name="text">A text key that says what to do; <paramref name="args"/> fill its places.</param>
public sealed class MarkdownRefused(string code, [Localizable(true)] string text, params object[] args)
    : Exception(string.Format(CultureInfo.InvariantCulture, text, args))
{
    /// <summary>More characters than <see cref="MarkdownOptions.MaxLength"/>.</summary>
    public const string TooLong = "markdown_too_long";

    /// <summary>Quotes, lists, brackets or elements inside one another beyond what a reader could follow.</summary>
    public const string TooDeep = "markdown_too_deep";

    /// <summary>So many brackets or marks in one paragraph, or so many table cells in all, that rendering would take seconds.</summary>
    public const string TooSlow = "markdown_too_slow";

    public string Code { get; } = code;
    public string Text { get; } = text;
    public object[] Args { get; } = args;

    /// <summary>The same refusal, told at a form's field.</summary>
    public Refused AtField(string field) => Http.Refused.AtField(field, Code, Text, Args);
}
