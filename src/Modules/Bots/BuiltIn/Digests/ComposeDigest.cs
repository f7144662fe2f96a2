using System.Text;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;

namespace Guildhall.Bots.BuiltIn.Digests;

/// <summary>A digest as it will be said.</summary>
internal sealed record Digest(string Title, string Markdown);

/// <summary>
/// Writes what was discussed, what waits for an answer and what was published, space by space, in the community's language. It names only
/// what everybody may know of who reads it: the place where it is said decides, not who asks.
/// </summary>
internal sealed class ComposeDigest(
    IEnumerable<IDigestSource> sources, IThings things, DigestPlaces places, CommunityScope scope, TextCatalogue catalogue)
{
    private const int MostAsked = 30, MostTold = 8;

    /// <param name="writer">As whom things are looked up, and whose own are left out.</param>
    /// <returns><c>null</c> where there is nothing to tell.</returns>
    public async Task<Digest?> RunAsync(DigestPlace place, DigestTime time, long writer, CancellationToken cancel)
    {
        var community = scope.Required;
        var asked = new List<DigestThing>();
        foreach (var source in sources)
            asked.AddRange(await source.WithinAsync(community.Id, time.From, time.To, MostAsked, cancel));
        var known = await things.FindAsync(community.Id, [.. asked.Select(a => a.Thing).Distinct()], new Viewer(writer), cancel);
        var isMet = await places.MetAtAsync(place, cancel);
        // A question that waits is told as such, and not as a discussion too.
        var told = asked.OrderBy(a => a.Section == DigestSection.Unanswered ? 0 : 1).DistinctBy(a => a.Thing)
            .Where(a => known.TryGetValue(a.Thing, out var thing) && thing.Path is not null && thing.AuthorId != writer
                && (thing.IsPublic || isMet(thing.Requirement)))
            .GroupBy(a => a.Section).SelectMany(s => s.Take(MostTold)).ToLookup(a => a.SpaceId);
        return told.Count == 0 ? null : Write(community, told, known, time);
    }

    private Digest Write(
        CommunityInfo community, ILookup<long, DigestThing> told, IReadOnlyDictionary<Thing, KnownThing> known, DigestTime time)
    {
        var texts = catalogue.In(community.Language);
        var text = new StringBuilder();
        foreach (var space in community.Spaces.Where(s => told.Contains(s.Id)))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("**").Append(PlainWords.InMarkdown(space.Name)).Append("**\n\n");
            foreach (var thing in told[space.Id].OrderBy(t => t.Section).ThenByDescending(t => t.Replies))
                text.Append("- [").Append(PlainWords.InMarkdown(known[thing.Thing].Title)).Append("](").Append(known[thing.Thing].Path)
                    .Append(") · ").Append(Said(thing, texts)).Append('\n');
        }
        var zone = TimeZones.Find(community.TimeZone);
        return new Digest(texts["Digest: {0} to {1}", Day(time.From, zone, texts), Day(time.To, zone, texts)], text.ToString());
    }

    private static string Said(DigestThing thing, Texts texts) => thing.Section switch
    {
        DigestSection.Unanswered => texts["waits for an answer"],
        DigestSection.Published => texts["newly published"],
        _ when thing.Replies == 0 => texts["new topic"],
        _ => texts["{0} new {0:reply|replies}", thing.Replies],
    };

    private static string Day(DateTime at, TimeZoneInfo zone, Texts texts) =>
        TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString(texts.IsChinese ? "M月d日" : "d MMMM", texts.Culture);
}

internal static class PlainWords
{
    /// <summary>A name is a name, whatever Markdown would make of it.</summary>
    public static string InMarkdown(string words) =>
        string.Concat(words.Select(c => char.IsAscii(c) && !char.IsLetterOrDigit(c) && c != ' ' ? $"\\{c}" : $"{c}"));
}
