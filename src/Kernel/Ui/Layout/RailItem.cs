using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Kernel.Ui.Layout;

/// <summary>One line of a rail, ready to be written.</summary>
/// <param name="Current">Value of <c>aria-current</c>.</param>
public readonly record struct RailItem(string Text, string Href, string Icon, string? Current, bool Locked = false)
{
    /// <summary>What waits there; 0 is not shown.</summary>
    public int Count { get; init; }

    /// <summary>Chooses the colour of the icon, <c>--tint-…</c>; <c>null</c> for that of the text.</summary>
    public string? Tint { get; init; }

    /// <summary>As <see cref="MenuEntry.CountFrom"/> says, for members.</summary>
    public string? CountFrom { get; init; }

    /// <summary>As <see cref="MenuEntry.CountOn"/> says.</summary>
    public string CountOn { get; init; } = "";

    internal static RailItem Of(MenuEntry entry, ShellCommunity? community, string path, Texts texts)
    {
        var href = Address.Of(entry, community);
        return new(texts[entry.Text], href, entry.Icon, Address.Current(href, path));
    }
}
