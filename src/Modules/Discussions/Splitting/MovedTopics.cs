using System.Globalization;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>Topics between which a moderator moves replies. Whoever calls it has asked the gate for the permission.</summary>
internal sealed class MovedTopics(AppDb db, TopicGate gate, CommunityScope scope, TextCatalogue texts)
{
    public DateTime Now => gate.Now;

    public string Community => scope.Required.Slug;

    /// <summary>What a topic begins with that was split off. It names no other topic: not everybody may know of that.</summary>
    public string OpeningWords => texts.In(scope.Required.Language)["These replies were moved here from another topic."];

    /// <exception cref="Refused">404: there is no such topic for whoever acts.</exception>
    public async Task<Topic> RequireAsync(long id, CancellationToken cancel)
    {
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel);
        await gate.RequireReadAsync(topic, cancel);
        return topic!;
    }

    /// <exception cref="Refused">422 at the field "space".</exception>
    public async Task<SpaceInfo> RequireSpaceAsync(string? slug, CancellationToken cancel)
    {
        var space = scope.Required.TopicSpace(slug) is { IsArchived: false } open ? open
            : throw Refused.AtField("space", "space_unknown", "Choose a space for topics.");
        await gate.RequirePostAsync(space.Id, null, cancel);
        return space;
    }

    /// <param name="typed">An id, or an address of this community.</param>
    /// <exception cref="Refused">422 at the field "into": it is the same topic, or none.</exception>
    public async Task<long> ReadIntoAsync(long from, string? typed, CancellationToken cancel)
    {
        var id = Read(typed);
        if (id == from)
            throw Refused.AtField("into", "topic_itself", "That is this topic itself. Name another one.");
        var topic = id is null ? null
            : await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel);
        if (topic is not { DeletedAt: null })
            throw Unknown();
        try
        {
            await gate.RequirePostAsync(topic, cancel);
        }
        catch (Refused refused) when (refused.Status == 404)
        {
            throw Unknown();
        }
        return topic.Id;
    }

    /// <summary>In the order of their ids, so that two moderators do not wait for each other.</summary>
    public async Task LockAsync(long one, long? other, CancellationToken cancel)
    {
        foreach (var id in new[] { one, other ?? one }.Distinct().Order())
            await db.LockAsync(LockOn.Topic, id, cancel);
        db.ChangeTracker.Clear();
    }

    private static Refused Unknown() => Refused.AtField("into", "topic_unknown", "Give the address or the number of a topic of this community.");

    private long? Read(string? typed)
    {
        var text = (typed ?? "").Trim();
        var folder = $"/c/{scope.Required.Slug}/topics/";
        if (text.IndexOf(folder, StringComparison.Ordinal) is >= 0 and var at)
            text = new string([.. text[(at + folder.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
