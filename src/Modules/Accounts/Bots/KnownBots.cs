using System.Collections.Frozen;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts.Bots;

/// <summary>The ids of all bots: there are few of them, and every page with names asks. Once a bot, always one.</summary>
internal sealed class KnownBots(IServiceScopeFactory scopes, LedgerWatch watch) : IKnownBots, IFollowActivities
{
    private static readonly string Made = Activity.KindOf(typeof(BotRegistered));

    private readonly Lock _swap = new();
    private volatile FrozenSet<long>? _ids;
    private int _made;

    public bool BeforeAnswer => true;

    public ValueTask<bool> ContainsAsync(long memberId, CancellationToken cancel = default) =>
        watch.IsCurrent && _ids is { } ids ? new(ids.Contains(memberId)) : new(LoadAsync(memberId, cancel));

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        if (activities.Any(a => a.Kind == Made))
            lock (_swap)
            {
                _made++;
                _ids = null;
            }
        return ValueTask.CompletedTask;
    }

    private async Task<bool> LoadAsync(long memberId, CancellationToken cancel)
    {
        var before = Volatile.Read(ref _made);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var read = await db.Members.Where(m => m.IsBot).Select(m => m.Id).ToListAsync(cancel);
        lock (_swap)
        {
            // One that was made while this was read may be missing here.
            if (before == _made)
                _ids = read.ToFrozenSet();
        }
        return read.Contains(memberId);
    }
}
