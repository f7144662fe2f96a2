using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Guildhall.Kernel.Contracts.Growth;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>A member's level beside their name. Written by hand, since lists are full of them.</summary>
public static class LevelBadge
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>For whoever draws many of them at once.</summary>
    public static string Markup(ShownLevel level, Texts t)
    {
        var name = Encoder.Encode(t["Level {0}: {1}", level.Number, level.Name(t.IsChinese)]);
        return string.Create(CultureInfo.InvariantCulture,
            $"""<span class="level-badge" title="{name}"><span class="visually-hidden">{name}</span><span aria-hidden="true">{level.Number}</span></span>""");
    }
}
