using Guildhall.Discussions.Splitting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Ui.Reading;

namespace Guildhall.Discussions.Reading;

/// <summary>What all posts of a page have in common, found once, so that drawing one of them asks for nothing.</summary>
/// <param name="Page">Address of the page on which they stand, without a query.</param>
/// <param name="Bots">Those of their authors who are programs.</param>
public sealed record PostLook(
    Texts T, CommunityInfo Community, string Page, ReaderTime Time, TimeZoneInfo Zone, IReadOnlySet<long> Bots, bool IsSignedIn)
{
    public required Embeds Embeds { get; init; }
    public required LinkCards Cards { get; init; }

    /// <summary>Handles of those authors who agree to be shown, by id.</summary>
    public IReadOnlyDictionary<long, string> Handles { get; init; } = new Dictionary<long, string>();

    /// <summary>Whom the viewer ignores: their posts are folded.</summary>
    public IReadOnlySet<long> Ignored { get; init; } = System.Collections.Frozen.FrozenSet<long>.Empty;

    /// <summary>Levels of authors who are shown with one, by id.</summary>
    public IReadOnlyDictionary<long, ShownLevel> Levels { get; init; } = new Dictionary<long, ShownLevel>();

    /// <summary>Whether the page shows a question by time, so that links to its replies stay there.</summary>
    public bool ByTime { get; init; }

    public bool MayReply { get; init; }

    /// <summary>Of whom the question is asked, and who has not declined.</summary>
    public long? ExpertId { get; init; }

    /// <summary>Whether nobody reacts any more.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether the viewer may say which answer solved the question.</summary>
    public bool MayAccept { get; init; }

    /// <summary>Number of the last reply that the viewer has read; <c>null</c> for nothing, and for visitors.</summary>
    public int? LastRead { get; init; }

    /// <summary>Where replies came from, by the id of the first of them.</summary>
    public IReadOnlyDictionary<long, SeenOrigin> Origins { get; init; } = new Dictionary<long, SeenOrigin>();

    public bool IsUnread(SeenReply reply) =>
        IsSignedIn && !reply.IsMine && !reply.IsGone && reply.Row.DeletedAt is null && !Ignored.Contains(reply.Row.AuthorId)
        && reply.Row.Number > (LastRead ?? int.MaxValue);

    public string At(int number) => $"{Page}?{(ByTime ? "order=time&" : "")}at={number}";

    public string Written(DateTime at) => Time.Markup(at, Zone);

    /// <summary>Whether nothing in a text has to be drawn by others, as in most.</summary>
    public bool IsPlain(string html) => Embeds.Split(html, Community.Slug) is [{ Part: null }] && Cards.Split(html) is [{ Card: null }];
}
