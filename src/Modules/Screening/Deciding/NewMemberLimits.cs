using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Settings;

namespace Guildhall.Screening.Deciding;

/// <summary>What a new member may put into a post, and how much they may say on their first day. What is refused stays in the
/// form.</summary>
internal static class NewMemberLimits
{
    public static readonly TimeSpan FirstDay = TimeSpan.FromDays(1);

    private const string Topic = "topic", Message = "message";

    /// <summary>Whether the level matters for this post at all.</summary>
    public static bool MayApply(PostToScreen post, NumbersOf numbers) => post.Id is null || InText(post, numbers, null) is not null;

    /// <param name="ownHost">Links within this site do not count.</param>
    public static Finding? InText(PostToScreen post, NumbersOf numbers, string? ownHost)
    {
        var links = post.Links.Select(Scoring.SpamFeatures.HostOf).Count(h => h is not null && h != ownHost);
        if (links > numbers[Numbers.NewLinks])
            return new Finding(ScreeningVerdict.Refuse, "new members can put {0} {0:link|links} into a post, and this has {1}.", numbers[Numbers.NewLinks], links);
        if (post.Mentions > numbers[Numbers.NewMentions])
            return new Finding(ScreeningVerdict.Refuse, "new members can mention {0} {0:person|people} in a post, and this has {1}.", numbers[Numbers.NewMentions], post.Mentions);
        return post.Pictures > numbers[Numbers.NewPictures]
            ? new Finding(ScreeningVerdict.Refuse, "new members can put {0} {0:picture|pictures} into a post, and this has {1}.", numbers[Numbers.NewPictures], post.Pictures)
            : null;
    }

    /// <summary>How many posts of the past have to be known for <see cref="OnFirstDay"/>.</summary>
    public static int Needed(NumbersOf numbers) => numbers[Numbers.NewTopics] + numbers[Numbers.NewReplies] + 1;

    /// <summary>Messages of a chat have a pace of their own (<c>Guildhall:Chat</c>), and are no replies.</summary>
    /// <param name="past">With the first post ever, where there are fewer than <see cref="Needed"/>.</param>
    public static Finding? OnFirstDay(PostToScreen post, NumbersOf numbers, AuthorPast past, DateTime now)
    {
        if (post.Kind == Message)
            return null;
        var first = past.Recent.Select(p => p.At).Concat(past.Attempts.Select(a => a.At)).DefaultIfEmpty(now).Min();
        var left = first + FirstDay - now;
        if (left <= TimeSpan.Zero)
            return null;
        var isTopic = post.Kind == Topic;
        var most = numbers[isTopic ? Numbers.NewTopics : Numbers.NewReplies];
        // What is being saved at this moment counts too.
        var said = Math.Max(past.Recent.Count(p => IsLike(p.Kind)), past.Attempts.Count(a => IsLike(a.Kind)));
        return said < most ? null : new Finding(
            ScreeningVerdict.Refuse,
            isTopic ? "new members can open {0} {0:topic|topics} on their first day"
                : "new members can write {0} {0:reply|replies} on their first day", most)
        {
            RetryAfter = left,
        };

        bool IsLike(string kind) => kind != Message && (kind == Topic) == isTopic;
    }
}
