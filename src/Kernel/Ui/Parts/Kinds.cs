namespace Guildhall.Kernel.Ui.Parts;

public enum ButtonKind
{
    Plain,
    Primary,
    Danger,
    Quiet,
}

public enum Tone
{
    Neutral,
    Accent,
    Info,
    Success,
    Warning,
    Danger,
}

internal static class Css
{
    public static string Button(ButtonKind kind, bool small, bool wide, IReadOnlyDictionary<string, object>? attributes) =>
        With($"button {Name(kind)}{(small ? " button-small" : "")}{(wide ? " button-wide" : "")}", attributes);

    /// <summary>A component's own classes and those that its page adds.</summary>
    public static string With(string own, IReadOnlyDictionary<string, object>? attributes) =>
        attributes is not null && attributes.TryGetValue("class", out var added) ? $"{own} {added}" : own;

    public static string Name(ButtonKind kind) => kind switch
    {
        ButtonKind.Primary => "primary",
        ButtonKind.Danger => "danger",
        ButtonKind.Quiet => "quiet",
        _ => "plain",
    };

    public static string Name(Tone tone) => tone switch
    {
        Tone.Accent => "accent",
        Tone.Info => "info",
        Tone.Success => "success",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        _ => "neutral",
    };
}
