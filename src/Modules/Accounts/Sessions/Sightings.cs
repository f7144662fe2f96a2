using System.Collections.Concurrent;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Accounts.Sessions;

/// <summary>
/// Notes when sessions and tokens were last used, beside the requests: a page that is only read must not wait for the disk,
/// and must not fail when the disk is full.
/// </summary>
internal sealed partial class Sightings(IServiceScopeFactory scopes, TimeProvider time, ILogger<Sightings> log) : BackgroundService
{
    /// <summary>How exact "last seen" is.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<long, DateTime> _sessions = new(), _tokens = new();

    public void Session(SessionFacts session) => Note(_sessions, session.SessionId, session.LastSeenAt);

    public void Token(long tokenId, DateTime? lastUsedAt) => Note(_tokens, tokenId, lastUsedAt);

    private void Note(ConcurrentDictionary<long, DateTime> seen, long id, DateTime? before)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (before is null || now - before >= Grain)
            seen[id] = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stopping);
            try
            {
                await WriteAsync(stopping);
            }
            catch (Exception error) when (!error.IsStopping(stopping))
            {
                NotWritten(error);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancel)
    {
        await base.StopAsync(cancel);
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            NotWritten(error);
        }
    }

    public async Task WriteAsync(CancellationToken cancel)
    {
        var sessions = Take(_sessions);
        var tokens = Take(_tokens);
        if (sessions.Count + tokens.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var (id, at) in sessions)
            await db.Set<Session>().Where(s => s.Id == id && s.LastSeenAt < at)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, at), cancel);
        foreach (var (id, at) in tokens)
            await db.Set<ApiToken>().Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, at), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static List<KeyValuePair<long, DateTime>> Take(ConcurrentDictionary<long, DateTime> seen)
    {
        var taken = seen.ToList();
        foreach (var (id, _) in taken)
            seen.TryRemove(id, out _);
        return taken;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Last-seen times were not written; they will be at the members' next requests")]
    private partial void NotWritten(Exception error);
}
