using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui.Forms;

/// <summary>The parameters that all fields share. A field is plain HTML: it posts its <see cref="Name"/> from any form.</summary>
public abstract class FieldComponent : ComponentBase
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Already in the reader's language, like every text given to a field.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>How to fill it in, shown below the label.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Overrides what <see cref="Form"/> knows about the field.</summary>
    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public FormState? Form { get; set; }

    [Parameter]
    public bool Required { get; set; }

    /// <summary>Needed only where a page shows two forms with a field of the same name.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected string InputId => Id ?? "field-" + Name;

    protected string? Message => Error ?? Form?.Error(Name);

    protected string? DescribedBy =>
        (Hint, Message) switch
        {
            (null, null) => null,
            (not null, null) => InputId + "-hint",
            (null, not null) => InputId + "-error",
            _ => $"{InputId}-hint {InputId}-error",
        };

    protected string? Invalid => Message is null ? null : "true";
}
