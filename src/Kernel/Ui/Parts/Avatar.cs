using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>
/// A member's picture, or their initials. Decorative: the name stands beside it. Written by hand, since lists are full of them.
/// </summary>
public sealed class Avatar : IComponent
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private RenderHandle handle;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public bool Large { get; set; }

    /// <summary>Address of the member's picture; the initials stand in where there is none.</summary>
    [Parameter]
    public string? Picture { get; set; }

    void IComponent.Attach(RenderHandle renderHandle) => handle = renderHandle;

    Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        handle.Render(builder => builder.AddMarkupContent(0, Markup(Name, Picture, Large)));
        return Task.CompletedTask;
    }

    /// <summary>For whoever draws many of them at once.</summary>
    public static string Markup(string name, string? picture, bool large = false)
    {
        var look = large ? "avatar avatar-large" : "avatar";
        return picture is null ? $"""<span class="{look}" data-hue="{Hue(name)}" aria-hidden="true">{Encoder.Encode(Initials(name))}</span>"""
            : $"""<img class="{look}" src="{Encoder.Encode(picture)}?w={(large ? 128 : 64)}" alt="" loading="lazy">""";
    }

    // string.GetHashCode differs from process to process; a member should keep their colour.
    private static int Hue(string name) => name.Aggregate(7, (sum, letter) => unchecked(sum * 31 + letter) & 0xFFFF) % 8;

    private static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return "?";
        var first = StringInfo.GetNextTextElement(words[0]);
        // One Chinese character fills the circle; of Latin names two letters are read more easily than one.
        return first[0] > 0x2E7F || words.Length == 1 ? first.ToUpperInvariant()
            : (first + StringInfo.GetNextTextElement(words[^1])).ToUpperInvariant();
    }
}
