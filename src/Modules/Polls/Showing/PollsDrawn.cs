namespace Guildhall.Polls.Showing;

/// <summary>The polls that this page shows already: the same one a second time is a link.</summary>
internal sealed class PollsDrawn
{
    private readonly HashSet<long> _drawn = [];

    public bool IsFirst(Poll poll) => _drawn.Add(poll.Id);
}
