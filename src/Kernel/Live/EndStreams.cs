using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Live;

/// <summary>
/// Ends the streams of sessions and tokens that have ended, and of members who may hear less than before, within two seconds, by a few
/// questions for all of them. Each node asks for its own streams. What comes after is filtered anyway; the end tells the other side, which
/// drops what it shows and comes back.
/// </summary>
internal sealed class EndStreams(
    LiveStreams streams, IServiceScopeFactory scopes, TimeProvider time, ILogger<EndStreams> log) : Loop(new Bell(), time, log)
{
    // What a slow transaction commits bears the instant at which it began.
    private static readonly TimeSpan LateAtMost = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock = time;
    private readonly Dictionary<Thing, DateTime> _done = [];
    private DateTime? _askedUntil;

    protected override string Name => "the ends of live streams";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task RoundAsync(CancellationToken stopping)
    {
        if (!streams.Any)
        {
            _askedUntil = null;
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        await EndSessionsAsync(scope.ServiceProvider.GetRequiredService<ISessions>(), stopping);
        await EndRightsAsync(scope.ServiceProvider.GetRequiredService<IEndedRights>(), stopping);
    }

    private async Task EndSessionsAsync(ISessions sessions, CancellationToken stopping)
    {
        var open = streams.All.ToList();
        var ended = await sessions.EndedAsync([.. open.Select(s => s.Principal)], stopping);
        foreach (var stream in open.Where(s => ended.Contains(s.Principal)))
            stream.End(LastWords.Over);
    }

    private async Task EndRightsAsync(IEndedRights rights, CancellationToken stopping)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        // The first stream may be older than this round by a pause.
        var after = (_askedUntil ?? now - Pause) - LateAtMost;
        foreach (var ended in await rights.WithinAsync(after, now, stopping))
        {
            if (_done.ContainsKey(ended.Source))
                continue;
            foreach (var stream in streams.Of(ended.MemberId))
                stream.End(LastWords.Rights(ended));
            _done[ended.Source] = now;
        }
        _askedUntil = now;
        foreach (var old in _done.Where(d => d.Value < now - 2 * LateAtMost).Select(d => d.Key).ToList())
            _done.Remove(old);
    }
}
