using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Rules;

namespace Guildhall.Screening.Trials;

/// <summary>What authors had said, while a trial goes through posts from the oldest to the newest. The team is judged by no rule.</summary>
internal sealed class AuthorPasts(
    IReadOnlyDictionary<long, TrustLevel> levels, IReadOnlyDictionary<long, int> shownBefore, IReadOnlySet<long> team)
{
    private const int Kept = 100;

    private readonly Dictionary<long, LinkedList<PastPost>> _recent = [];
    private readonly Dictionary<long, int> _shown = shownBefore.ToDictionary();

    public AuthorPast Of(long authorId) => new(
        levels.GetValueOrDefault(authorId), _shown.GetValueOrDefault(authorId), [.. _recent.GetValueOrDefault(authorId) ?? []]);

    public bool IsTeam(long authorId) => team.Contains(authorId);

    public bool IsTrusted(long authorId) => levels.GetValueOrDefault(authorId) >= TrustLevel.Regular;

    public void Add(RecentPost post)
    {
        if (!_recent.TryGetValue(post.AuthorId, out var recent))
            _recent[post.AuthorId] = recent = [];
        recent.AddFirst(new PastPost(post));
        if (recent.Count > Kept)
            recent.RemoveLast();
        if (post.Fate == PostFate.Shown)
            _shown[post.AuthorId] = _shown.GetValueOrDefault(post.AuthorId) + 1;
    }
}
