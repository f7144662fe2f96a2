using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;

namespace Guildhall.Communities.Shells;

/// <summary>What surrounds the page of this request: the gate decides which menu entries there are and which spaces are locked.</summary>
internal sealed class RequestShell(
    CommunityScope scope, CurrentMember member, CurrentHoldings held, MenuEntries menu, INotificationCounts counts,
    SpaceKinds kinds, IEnumerable<IWaiting> waiting) : IShell
{
    private Shell? _shell;
    private IReadOnlyList<WaitingWork>? _waiting;

    public async ValueTask<Shell> CurrentAsync() => _shell ??= await LoadAsync();

    public async ValueTask<IReadOnlyList<WaitingWork>> WaitingAsync()
    {
        if (_waiting is { } known)
            return known;
        var found = new List<WaitingWork>();
        if (scope.Current is { } community)
        {
            var permissions = (await held.GetAsync()).Permissions;
            foreach (var owner in waiting.Where(w => permissions.Contains(w.Permission)))
                found.AddRange(await owner.ListAsync(community));
        }
        return _waiting = found;
    }

    private async Task<Shell> LoadAsync()
    {
        var holdings = await held.GetAsync();
        MenuEntry[] entries = [.. menu.All.Where(entry => IsFor(entry, holdings))];
        return new Shell(
            scope.Current is { } community ? Of(community, holdings) : null,
            member.Id is { } id ? new ShellMember(id, member.Name, await counts.UnreadAsync(id)) { Face = member.Face } : null,
            entries,
            entries.Any(entry => entry.Place.IsManaged()))
        {
            Restriction = holdings.Restriction,
        };
    }

    private bool IsFor(MenuEntry entry, Holdings holdings) =>
        (entry.Place == MenuPlace.Account ? member.IsSignedIn : scope.Current is not null)
        && (entry.Permission is null ? !entry.Place.IsManaged() : holdings.Permissions.Contains(entry.Permission));

    private ShellCommunity Of(CommunityInfo community, Holdings holdings) => new(
        community.Id, community.Slug, community.Name, community.Accent, community.TimeZone,
        [.. kinds.Shown(community).Select(s => new ShellSpace(s.Slug, s.Name, s.Kind.ToString(), !holdings.Opens(s.TierId)))])
    {
        Logo = community.Logo,
        OwnPages = community.OwnPages,
        FootLinks = community.FootLinks,
    };
}

/// <summary>The menu entries of all modules, sorted once.</summary>
internal sealed class MenuEntries(ModuleCatalogue modules)
{
    public IReadOnlyList<MenuEntry> All { get; } = [.. modules.Modules.SelectMany(m => m.Menu).OrderBy(e => e.Place).ThenBy(e => e.Order)];
}
