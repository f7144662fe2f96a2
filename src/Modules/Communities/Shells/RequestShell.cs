using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Shells;

/// <summary>What surrounds the page of this request: the gate decides which menu entries there are and which spaces are locked.</summary>
internal sealed class RequestShell(CommunityScope scope, CurrentMember member, CurrentHoldings held, MenuEntries menu, INotificationCounts counts) : IShell
{
    private Shell? _shell;

    public async ValueTask<Shell> CurrentAsync() => _shell ??= await LoadAsync();

    private async Task<Shell> LoadAsync()
    {
        var holdings = await held.GetAsync();
        MenuEntry[] entries = [.. menu.All.Where(entry => IsFor(entry, holdings))];
        return new Shell(
            scope.Current is { } community ? Of(community, holdings) : null,
            member.Id is { } id ? new ShellMember(id, member.Name, await counts.UnreadAsync(id)) : null,
            entries,
            entries.Any(entry => entry.Place == MenuPlace.Manage));
    }

    private bool IsFor(MenuEntry entry, Holdings holdings) =>
        (entry.Place == MenuPlace.Account ? member.IsSignedIn : scope.Current is not null)
        && (entry.Permission is null ? entry.Place != MenuPlace.Manage : holdings.Permissions.Contains(entry.Permission));

    private static ShellCommunity Of(CommunityInfo community, Holdings holdings) => new(
        community.Id, community.Slug, community.Name, community.Accent, community.TimeZone,
        [.. community.OpenSpaces.Select(s => new ShellSpace(s.Slug, s.Name, s.Kind.ToString(), !holdings.Opens(s.TierId)))]);
}

/// <summary>The menu entries of all modules, sorted once.</summary>
internal sealed class MenuEntries(ModuleCatalogue modules)
{
    public IReadOnlyList<MenuEntry> All { get; } = [.. modules.Modules.SelectMany(m => m.Menu).OrderBy(e => e.Place).ThenBy(e => e.Order)];
}
