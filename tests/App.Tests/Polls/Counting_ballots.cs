using Guildhall.Polls;
using Guildhall.Polls.Voting;

namespace Guildhall.App.Tests.Polls;

[Trait("Database", "none")]
public class Counting_ballots
{
    [Fact]
    public void The_weakest_leaves_until_one_has_more_than_half()
    {
        // Tennessee's capital: Memphis leads until Chattanooga's voters go on to Knoxville.
        var tally = Tally.Of(PollKind.Ranked, 4, [("1,2,3,4", 42), ("2,3,4,1", 26), ("3,4,2,1", 15), ("4,3,2,1", 17)]);

        Assert.Equal([[3], [2], []], tally.Rounds.Select(r => r.Out));
        Assert.Equal(4, tally.Winner);
        Assert.Equal(58, tally.Rounds[^1].Votes[4]);
        Assert.Equal([42, 26, 15, 17], tally.Options.Select(o => o.Votes));
    }

    [Fact]
    public void A_ballot_whose_choices_are_gone_counts_no_more()
    {
        var tally = Tally.Of(PollKind.Ranked, 3, [("1", 4), ("2", 3), ("3", 2)]);

        Assert.Equal([0, 2], tally.Rounds.Select(r => r.Exhausted));
        Assert.Equal(1, tally.Winner);
    }

    [Fact]
    public void Of_equals_the_weaker_before_leaves_and_else_the_one_further_down()
    {
        // First 2 and 3 get three each, and 4 leaves with one vote for 3; then 2 and 3 are apart.
        var before = Tally.Of(PollKind.Ranked, 4, [("1", 5), ("2", 3), ("3", 2), ("4,3", 1)]);
        var never = Tally.Of(PollKind.Ranked, 3, [("1", 2), ("2", 1), ("3", 1)]);

        Assert.Equal([[4], [3], []], before.Rounds.Select(r => r.Out));
        Assert.Equal([3], never.Rounds[0].Out);
        Assert.Empty(Tally.Of(PollKind.Ranked, 3, []).Rounds);
        Assert.Equal(2, Tally.Of(PollKind.Ranked, 2, [("1", 1), ("2", 2)]).Winner);
    }

    [Fact]
    public void Whom_nobody_prefers_leave_together()
    {
        var tally = Tally.Of(PollKind.Ranked, 5, [("1,4", 2), ("2,5", 2), ("3,1", 1)]);

        Assert.Equal([4, 5], tally.Rounds[0].Out);
        Assert.Equal(1, tally.Winner);
    }

    [Fact]
    public void A_rating_has_its_mean_and_how_it_is_spread()
    {
        var tally = Tally.Of(PollKind.Rating, 3, [("1=5,2=1", 2), ("1=2", 1)]);

        Assert.Equal(4, tally.Options[0].Mean);
        Assert.Equal([0, 1, 0, 0, 2], tally.Options[0].Points);
        Assert.Equal(1, tally.Options[1].Mean);
        Assert.Null(tally.Options[2].Mean);
        Assert.Equal(3, tally.Ballots);
    }

    [Fact]
    public void Several_choices_count_each()
    {
        var tally = Tally.Of(PollKind.Multiple, 3, [("1,2", 3), ("2,3", 1)]);

        Assert.Equal([3, 4, 1], tally.Options.Select(o => o.Votes));
        Assert.Equal(4, tally.Ballots);
    }
}
