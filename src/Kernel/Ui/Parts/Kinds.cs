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

/// <summary>The class name of an enum's value: <c>Primary</c> is <c>primary</c>.</summary>
internal static class Css
{
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
