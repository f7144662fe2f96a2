using System.ComponentModel;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>
/// What surrounds the page of the current request: the community it belongs to, who looks at it, and the menus they may use.
/// </summary>
public interface IShell
{
    /// <summary>Loaded once a request; later calls answer from memory.</summary>
    ValueTask<Shell> CurrentAsync();

    /// <summary>What waits for the viewer in the management of the current community; loaded once a request.</summary>
    ValueTask<IReadOnlyList<WaitingWork>> WaitingAsync();
}

/// <summary>What the frame around a page shows to its viewer.</summary>
/// <param name="Community">Null outside of a community, for instance on the sign-in page.</param>
/// <param name="Member">Null for a visitor.</param>
/// <param name="Menu">Only entries that this member may open, by place and order.</param>
/// <param name="MayManage">Whether the member has pages to manage in the community.</param>
public sealed record Shell(ShellCommunity? Community, ShellMember? Member, IReadOnlyList<MenuEntry> Menu, bool MayManage)
{
    /// <summary>What operators have taken from the member here; every page says so. <c>null</c> when nothing.</summary>
    public HeldRestriction? Restriction { get; init; }

    /// <summary>What was drawn for others who see the same; <c>null</c> outside of a community.</summary>
    public DrawnParts? Drawn { get; init; }
}

/// <summary>The community that the page belongs to.</summary>
/// <param name="Accent">One of the names in <c>Guildhall.Kernel.Ui.Accents</c>; anything else is shown as indigo.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record ShellCommunity(
    long Id,
    string Slug,
    string Name,
    string Accent,
    string TimeZone,
    IReadOnlyList<ShellSpace> Spaces
)
{
    /// <summary>Address of its logo; <c>null</c> without one.</summary>
    public string? Logo { get; init; }

    /// <summary>Which of its own pages are written.</summary>
    public IReadOnlyList<OwnPage> OwnPages { get; init; } = [];

    /// <summary>At the foot of its pages.</summary>
    public IReadOnlyList<FootLink> FootLinks { get; init; } = [];

    /// <summary>In its menu, below its spaces.</summary>
    public IReadOnlyList<FootLink> MenuLinks { get; init; } = [];
}

/// <summary>A space in the menu.</summary>
/// <param name="Kind">A name of <see cref="SpaceKind"/>; it chooses the icon.</param>
/// <param name="Locked">Whether the viewer needs a tier to read all of it.</param>
public sealed record ShellSpace(string Slug, string Name, string Kind, bool Locked);

/// <summary>Who looks at the page.</summary>
/// <param name="Unread">Unread notifications, counted up to 100.</param>
public sealed record ShellMember(long Id, string Name, int Unread = 0)
{
    /// <summary>Address of their picture; <c>null</c> without one.</summary>
    public string? Face { get; init; }
}

/// <summary>An entry of a menu, which every module gives for its own pages.</summary>
/// <param name="Text">A key of the text catalogue: the English text.</param>
/// <param name="Href">May contain <c>{community}</c>, for which the layout puts the slug.</param>
/// <param name="Icon">A name of <c>Guildhall.Kernel.Ui.Parts.Icon</c>.</param>
/// <param name="Permission">One of <c>Permissions</c>; the entry is left out for who lacks it. Null: for everyone.</param>
public sealed record MenuEntry(
    [Localizable(true)] string Text, string Href, string Icon, MenuPlace Place, int Order = 0, string? Permission = null)
{
    /// <summary>
    /// Address that tells a member what is unread there, as <c>{"unread": 3}</c>; it may contain <c>{community}</c>. <c>null</c> without a
    /// number beside the entry. Only in the menu of the community.
    /// </summary>
    public string? CountFrom { get; init; }

    /// <summary>Events of the stream after which the number may be another, separated by blanks.</summary>
    public string CountOn { get; init; } = "";
}

/// <summary>In which menu an entry stands: of the community, in a group of its management, or of the member's own account.</summary>
public enum MenuPlace
{
    Community,

    /// <summary>Above the groups of the management: its start page and the figures.</summary>
    Manage,

    /// <summary>What is written and where it stands.</summary>
    ManageContent,

    /// <summary>Who is here, what they hold and what they may do.</summary>
    ManageMembers,

    /// <summary>What is sold, earned and spent.</summary>
    ManageMoney,

    /// <summary>What is set once, and what only a technician looks at.</summary>
    ManageSettings,
    Account,
}

/// <summary>What several parts of the frame ask of a place.</summary>
public static class MenuPlaces
{
    /// <summary>Whether it belongs to the management of a community.</summary>
    public static bool IsManaged(this MenuPlace place) => place is >= MenuPlace.Manage and <= MenuPlace.ManageSettings;
}
