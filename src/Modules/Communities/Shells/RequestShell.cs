using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Shells;

/// <summary>What surrounds the page of this request: the gate decides which menu entries there are and which spaces are locked.</summary>
internal sealed class RequestShell(
    CommunityScope scope, CurrentMember member, CurrentHoldings held, KnownFrames frames, INotificationCounts counts,
    IEnumerable<IWaiting> waiting, IEnumerable<IOptionalMenu> optional) : IShell
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

    private async ValueTask<IReadOnlyCollection<string>> LeftAsync(Holdings holdings)
    {
        if (scope.Current is not { } community)
            return [];
        List<string>? left = null;
        foreach (var part in optional)
            if (!await part.IsThereAsync(community, holdings))
                (left ??= []).AddRange(part.Entries);
        return left ?? (IReadOnlyCollection<string>)[];
    }

    private async Task<Shell> LoadAsync()
    {
        var holdings = await held.GetAsync();
        var frame = frames.Of(scope.Current, member.IsSignedIn, holdings, await LeftAsync(holdings));
        return new Shell(
            frame.Community,
            member.Id is { } id ? new ShellMember(id, member.Name, await counts.UnreadAsync(id)) { Face = member.Face } : null,
            frame.Menu,
            frame.MayManage)
        {
            Restriction = holdings.Restriction,
            Drawn = frame.Drawn,
        };
    }
}

/// <summary>The menu entries of all modules, sorted once.</summary>
internal sealed class MenuEntries(ModuleCatalogue modules)
{
    public IReadOnlyList<MenuEntry> All { get; } = [.. modules.Modules.SelectMany(m => m.Menu).OrderBy(e => e.Place).ThenBy(e => e.Order)];
}
