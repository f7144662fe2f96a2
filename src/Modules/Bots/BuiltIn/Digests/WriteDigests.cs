using System.Globalization;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn.Digests;

/// <summary>
/// Looks each hour whether a digest has fallen due on the community's clock. Each is ordered once, by the key of its day; what was missed
/// while the program was stopped is made up for once.
/// </summary>
internal sealed class WriteDigests(AppDb db, BuiltInBots builtIn, HelperBot helper, CommunityScope scope, TimeProvider time) : IClockJob
{
    public static ClockTime At => ClockTime.OfEachCommunity("1 * * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await builtIn.OnAsync(BuiltInKind.Digest, cancel) is not { OnSince: { } since } setting
            || await helper.FindAsync(cancel) is not { } bot)
            return;
        var due = setting.Digest.LastAt(now, TimeZones.Find(scope.Required.TimeZone));
        var key = due.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (due.To < since || await builtIn.HasDoneAsync(BuiltInKind.Digest, key, cancel))
            return;
        builtIn.Do(BuiltInDeed.Of(scope.Id, BuiltInKind.Digest, key, bot.MemberId, now));
        var community = scope.Id;
        db.Enqueue(() => new WorkOrder($"{community}-{key}", new WriteDigest(due.Day, due.From, due.To), CommunityId: community));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>Work: a digest is written of a time (UTC).</summary>
internal sealed record WriteDigest(DateOnly Day, DateTime From, DateTime To);

/// <summary>Says it as the helper, through the gate; says nothing where there is nothing. Done twice, its key makes one of it.</summary>
internal sealed class SayDigest(
    BuiltInBots builtIn, HelperBot helper, DigestPlaces places, ComposeDigest compose, DigestVoice voice) : IWork<WriteDigest>
{
    public async Task RunAsync(WriteDigest payload, WorkContext context, CancellationToken cancel)
    {
        if (await builtIn.OnAsync(BuiltInKind.Digest, cancel) is not { } setting || await helper.FindAsync(cancel) is not { } bot
            || await places.OfAsync(setting.ChannelId, setting.SpaceId, cancel) is not { } place)
            return;
        var digest = await compose.RunAsync(place, new DigestTime(payload.Day, payload.From, payload.To), bot.MemberId, cancel);
        if (digest is not null)
            await voice.SayAsync(
                place, digest, string.Create(CultureInfo.InvariantCulture, $"digest-{payload.Day:yyyy-MM-dd}"), bot.MemberId, cancel);
    }
}

/// <summary>In a channel or as a topic.</summary>
internal sealed class DigestVoice(IChatWriting chat, IMemberTopics topics, CurrentMember current)
{
    /// <exception cref="WorkFailure">Final where the helper may not speak there.</exception>
    public async Task SayAsync(DigestPlace place, Digest digest, string key, long writer, CancellationToken cancel)
    {
        current.Enter(new Viewer(writer));
        try
        {
            if (place.ChannelId is { } channel)
                await chat.SayAsync(channel, null, $"**{digest.Title}**\n\n{digest.Markdown}", key, cancel);
            else
                await topics.OpenAsync(place.Space.Slug, digest.Title, digest.Markdown, key, cancel);
        }
        catch (Refused refused) when (refused.Status is 403 or 404 or 409 or 422)
        {
            throw new WorkFailure(refused.Code, final: true);
        }
    }
}
