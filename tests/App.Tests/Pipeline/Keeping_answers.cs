using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Pipeline;

public class Keeping_answers
{
    private static readonly string[] Tags = [VisitorPages.CommunityTag(7), VisitorPages.ListsTag(7)];

    private readonly SettableClock _clock = new();
    private readonly KeptAnswers _kept;
    private int _asked;

    public Keeping_answers() => _kept = new KeptAnswers(new LedgerWatch(_clock), _clock);

    [Fact]
    public async Task Asks_once_for_each_thing()
    {
        Assert.Equal((1, 1), (await AskAsync(1), await AskAsync(1)));
        Assert.Equal(2, await AskAsync(2));
    }

    [Theory]
    [InlineData(7L, 3L)]
    [InlineData(7L, 0L)]
    public async Task Asks_anew_when_an_event_reaches_it(long communityId, long spaceId)
    {
        await AskAsync(1);

        await TellAsync(new ArticlePublished(communityId, null, 5, spaceId));

        Assert.Equal(2, await AskAsync(1));
        Assert.Equal(2, await AskAsync(1));
    }

    [Fact]
    public async Task Stays_at_what_reaches_another_community_or_nobody()
    {
        await AskAsync(1);

        await TellAsync(new TiersChanged(8, null));
        await TellAsync(new ArticleRead(7, null, 5));

        Assert.Equal(1, await AskAsync(1));
    }

    [Fact]
    public async Task Does_not_keep_what_was_being_read_when_an_event_reached_it()
    {
        await _kept.GetAsync("answer", (7, 1), Tags, async () =>
        {
            await TellAsync(new TiersChanged(7, null));
            return ++_asked;
        });

        Assert.Equal(2, await AskAsync(1));
    }

    [Fact]
    public async Task Asks_anew_after_a_minute_and_when_the_clock_was_set_back()
    {
        await AskAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, await AskAsync(1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await AskAsync(1));
        _clock.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(3, await AskAsync(1));
    }

    private async Task<int> AskAsync(long thing) => await _kept.GetAsync("answer", (7, thing), Tags, () => Task.FromResult(++_asked));

    private async Task TellAsync(IEvent happened) => await _kept.FollowAsync([Activity.Of(happened, _clock.Now)], default);
}
