using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Settings;

namespace Guildhall.Screening.Deciding;

/// <summary>What a new member may put into a post, and how much they may say on their first day. What is refused stays in the
/// form.</summary>
internal static class NewMemberLimits
{
    public static readonly TimeSpan FirstDay = TimeSpan.FromDays(1);

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

    /// <param name="past">With the first post ever, where there are fewer than <see cref="Needed"/>.</param>
    /// <param name="wait">Says how long.</param>
    public static Finding? OnFirstDay(PostToScreen post, NumbersOf numbers, AuthorPast past, DateTime now, Func<TimeSpan, string> wait)
    {
        var first = past.Recent.Select(p => p.At).Concat(past.Attempts.Select(a => a.At)).DefaultIfEmpty(now).Min();
        var left = first + FirstDay - now;
        if (left <= TimeSpan.Zero)
            return null;
        var isTopic = post.Kind == "topic";
        var most = numbers[isTopic ? Numbers.NewTopics : Numbers.NewReplies];
        // What is being saved at this moment counts too.
        var said = past.Recent.Count(p => (p.Kind == "topic") == isTopic);
        if (Math.Max(said, past.Attempts.Count(a => (a.Kind == "topic") == isTopic)) < most)
            return null;
        return new Finding(
            ScreeningVerdict.Refuse,
            isTopic ? "new members can open {0} {0:topic|topics} on their first day. The next one can come in {1}."
                : "new members can write {0} {0:reply|replies} on their first day. The next one can come in {1}.", most, wait(left))
        {
            RetryAfter = left,
        };
    }
}
