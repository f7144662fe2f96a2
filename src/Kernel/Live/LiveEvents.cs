using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Live;

/// <summary>Makes frames of activities, and decides stream by stream who gets them.</summary>
internal sealed class LiveEvents(IServiceScopeFactory scopes, IEnumerable<HeardEvent> heard, TimeProvider time)
{
    private static readonly JsonSerializerOptions Camel =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FrozenDictionary<string, HeardEvent> _heard = heard.ToFrozenDictionary(h => h.Kind);

    public static string Json(object data) => JsonSerializer.Serialize(data, Camel);

    /// <summary>The transaction as well: ids alone are no order on PostgreSQL.</summary>
    public static string IdOf(Position position) => string.Create(CultureInfo.InvariantCulture, $"{position.Transaction}-{position.ActivityId}");

    /// <param name="id">"0" is before all of them.</param>
    /// <returns><c>null</c> for a text that is no id of ours.</returns>
    public static Position? Read(string? id) =>
        id == "0" ? default(Position)
        : id?.Split('-') is [var transaction, var activity]
        && long.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var t)
        && long.TryParse(activity, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
            ? new Position(t, a)
            : null;

    /// <summary>Gives each stream those of the activities that its viewer may hear of.</summary>
    public async Task GiveAsync(IReadOnlyList<Activity> activities, IReadOnlyCollection<LiveStream> streams, CancellationToken cancel)
    {
        if (streams.Count == 0 || !activities.Any(a => _heard.ContainsKey(a.Kind)))
            return;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var activity in activities)
        {
            if (_heard.TryGetValue(activity.Kind, out var known))
                await GiveAsync(scope.ServiceProvider, known, activity, streams, cancel);
        }
    }

    private async Task GiveAsync(
        IServiceProvider services, HeardEvent known, Activity activity, IReadOnlyCollection<LiveStream> streams, CancellationToken cancel)
    {
        var told = await known.HeardAsync(services, activity.Read(known.Event), cancel);
        ReadOnlyMemory<byte>? frame = null;
        switch (told.By)
        {
            case Audience.Of one:
                foreach (var stream in streams.Where(s => s.MemberId == one.MemberId))
                    stream.Give(frame ??= Frame(activity, told));
                break;
            case Audience.Needing { Need.Requirement: Requirement.Open }:
                foreach (var stream in streams)
                    stream.Give(frame ??= Frame(activity, told));
                break;
            case Audience.Needing needing:
                var access = services.GetRequiredService<IAccess>();
                // A token's scopes make another viewer of its member.
                var byViewer = streams.GroupBy(s =>
                    (s.MemberId, Scopes: s.Viewer.Scopes is null ? null : string.Join(' ', s.Viewer.Scopes.Order())))
                    .ToDictionary(g => g.First().Viewer);
                foreach (var viewer in await access.WhoMayAsync(byViewer.Keys, needing.Need, time.GetUtcNow().UtcDateTime, cancel))
                    foreach (var stream in byViewer[viewer])
                        stream.Give(frame ??= Frame(activity, told));
                break;
        }
    }

    private static ReadOnlyMemory<byte> Frame(Activity activity, Heard told) => LiveStream.Frame(
        IdOf(Position.Of(activity)), activity.Kind, Json(new { at = activity.At, communityId = activity.CommunityId, data = told.Data }));
}
