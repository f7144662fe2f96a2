using System.Globalization;
using CsCheck;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Growth.Books;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Growth;

/// <summary>
/// Votes come and go, answers are accepted, deleted and brought back, points are given and taken by hand, scarce rewards are redeemed and
/// refused, and time goes by, in any order, beside a plain model: after each step everybody has what the model says, and the books agree.
/// GUILDHALL_WALK says how many steps.
/// </summary>
public class Random_points(OwnApp app) : IClassFixture<OwnApp>
{
    private static readonly int Steps =
        int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_WALK"), CultureInfo.InvariantCulture, out var steps) ? steps : 150;

    private static readonly Gen<(int What, int Which, int Size, bool Flag)[]> Walks =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 1000], Gen.Int[1, 1000], Gen.Bool).Array[Steps];

    [Fact]
    public async Task Agree_with_the_plain_model_at_every_step()
    {
        var taken = 0;
        await Walks.SampleAsync(async steps =>
        {
            var walk = await Walk.BeginAsync(app);
            foreach (var (what, which, size, flag) in steps)
                taken += await walk.StepAsync(what, which, size, flag) ? 1 : 0;
            await walk.Forum.BooksShouldBeSoundAsync();
        }, iter: 1, threads: 1);
        Assert.True(taken > Steps / 3, $"Only {taken} steps did something.");
    }

    [Fact]
    public async Task Would_find_points_that_nobody_counted()
    {
        var walk = await Walk.BeginAsync(app);
        await walk.StepAsync(10, 0, 100, flag: true);
        walk.Miscount();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(walk.ShouldAgreeAsync);
    }

    private sealed class Walk(GuildhallApp app, Forum forum, long question, IReadOnlyList<long> answers, long mug, long pen)
    {
        private const int VotePoints = 10, AcceptedPoints = 15, MugCost = 15, MugStock = 6, PenCost = 4, PenEach = 5, ValidMonths = 1;
        private static readonly string[] Names = ["Ada", "Bob", "Cem"];

        private readonly Dictionary<string, PlainPurse> _purses = Names.ToDictionary(n => n, _ => new PlainPurse());
        private readonly Dictionary<(int Answer, string By), PlainDeed> _votes = [];
        private readonly HashSet<int> _deleted = [];
        private readonly List<(long Id, string Name, long Reward, long Cost)> _open = [];
        private readonly Dictionary<(long Reward, string Name), int> _held = [];
        private PlainDeed? _accepted;
        private int? _acceptedAnswer, _solved;
        private int _step;

        public Forum Forum => forum;

        private DateTime Now => app.Clock.Now;

        public static async Task<Walk> BeginAsync(GuildhallApp app)
        {
            var forum = await Forum.OpenAsync(app);
            var owner = await forum.BeginsPointsAsync();
            await forum.RulesAsync(owner,
                [
                    new { deed = "vote_received", points = VotePoints, perDay = (int?)null },
                    new { deed = "answer_accepted", points = AcceptedPoints, perDay = (int?)null },
                ], validMonths: ValidMonths);
            var asker = await JoinAsync(forum, "Asker");
            var question = await forum.OpensAsync(asker, space: "questions");
            var answers = new List<long>();
            foreach (var name in Names)
                for (var n = 0; n < 2; n++)
                    answers.Add(await forum.RepliesAsync(await JoinAsync(forum, name), question, $"Answer {n} by {name}."));
            var walk = new Walk(app, forum, question, answers,
                await forum.OffersAsync(owner, new { kind = "by_hand", title = "A mug", cost = MugCost, stock = MugStock }),
                await forum.OffersAsync(owner, new { kind = "by_hand", title = "A pen", cost = PenCost, perMember = PenEach }));
            await app.SettleAsync();
            return walk;
        }

        private static async Task<Client> JoinAsync(Forum forum, string name)
        {
            var id = await forum.PersonAsync(name);
            await forum.WriteAsync(g => g.GrantTierAsync(forum.Id, id, forum.Premium.TierId, forum.Now, null, new Thing("test", id), id,
                forum.Now));
            return await forum.SignedInAsync(name);
        }

        /// <returns>Whether it did something.</returns>
        public async Task<bool> StepAsync(int what, int which, int size, bool flag)
        {
            _step++;
            var (answer, name) = (which % answers.Count, Names[size % Names.Length]);
            var did = what switch
            {
                <= 6 => await VoteAsync(answer, flag ? name : "Asker", size % 3 != 0),
                <= 8 => await AcceptAsync(size % 4 == 0 ? null : answer),
                9 => await DeleteAsync(answer),
                <= 11 => await AdjustAsync(name, flag ? size % 20 + 1 : -(size % 20) - 1),
                <= 15 => await RedeemAsync(name, flag ? mug : pen),
                16 => await RefuseAsync(which),
                17 => await RepeatAsync(name),
                _ => await WaitAsync(size),
            };
            await ShouldAgreeAsync();
            if (_step % 25 == 0)
                await forum.BooksShouldBeSoundAsync();
            return did;
        }

        private string AuthorOf(int answer) => Names[answer / 2];

        private async Task<bool> VoteAsync(int answer, string by, bool isFor)
        {
            if (by == AuthorOf(answer) || _deleted.Contains(answer))
                return false;
            await forum.AsAsync<VoteReply>(by, vote => vote.RunAsync(answers[answer], isFor ? 1 : 0, default));
            await app.SettleAsync();
            if (!_votes.TryGetValue((answer, by), out var deed))
            {
                if (!isFor)
                    return false;
                _votes[(answer, by)] = deed = new PlainDeed(VotePoints, Now);
            }
            if (deed.Stands == isFor)
                return false;
            deed.Stands = isFor;
            Follow(deed, AuthorOf(answer), isFor);
            return true;
        }

        private async Task<bool> AcceptAsync(int? answer)
        {
            if (answer is { } chosen && _deleted.Contains(chosen))
                return false;
            await forum.AsAsync<AcceptAnswer>("Asker", accept => accept.RunAsync(question, answer is { } a ? answers[a] : null, default));
            await app.SettleAsync();
            _solved = answer;
            Accept(answer);
            return true;
        }

        private void Accept(int? answer)
        {
            var (before, after) = (_acceptedAnswer is { } b ? AuthorOf(b) : null, answer is { } a ? AuthorOf(a) : null);
            _acceptedAnswer = answer;
            if (before == after)
                return;
            if (before is not null)
                Follow(_accepted!, before, false);
            if (after is null)
                return;
            // One who had it last has it again from then; another from now on.
            if (_accepted is null || _accepted.Holder != after)
                _accepted = new PlainDeed(AcceptedPoints, Now) { Holder = after };
            Follow(_accepted, after, true);
        }

        private async Task<bool> DeleteAsync(int answer)
        {
            var isBack = _deleted.Contains(answer);
            await forum.AsAsync<DeleteReply>(AuthorOf(answer), delete => isBack ? delete.RestoreAsync(answers[answer], default)
                : delete.RunAsync(answers[answer], default));
            await app.SettleAsync();
            if (isBack)
                _deleted.Remove(answer);
            else
                _deleted.Add(answer);
            // The accepted answer is out of sight with it, and comes back with it.
            Accept(_solved is { } solved && !_deleted.Contains(solved) ? solved : null);
            foreach (var deed in _votes.Where(v => v.Key.Answer == answer && v.Value.Stands).Select(v => v.Value))
                Follow(deed, AuthorOf(answer), isBack);
            return true;
        }

        private void Follow(PlainDeed deed, string name, bool counts)
        {
            if (counts)
                _purses[name].Add(deed.At, deed.Points);
            else
                _purses[name].TakeBack(deed.At, deed.Points);
        }

        private async Task<bool> AdjustAsync(string name, int points)
        {
            var purse = _purses[name];
            var allowed = purse.Balance + points >= 0;
            try
            {
                await forum.AsAsync<AdjustPoints>("owner", adjust => adjust.RunAsync(forum.IdOf(name), points, "x", $"k{_step}", default));
                Assert.True(allowed, $"Step {_step}: more was taken than there was.");
                if (points > 0)
                    purse.Add(Now, points);
                else
                    purse.Use(-points);
            }
            catch (Refused refused) when (refused.Code == "not_enough_points")
            {
                Assert.False(allowed, $"Step {_step}: {refused.Code}.");
            }
            return allowed;
        }

        private async Task<bool> RedeemAsync(string name, long reward)
        {
            var cost = reward == mug ? MugCost : PenCost;
            var taken = reward == mug ? _held.Where(h => h.Key.Reward == mug).Sum(h => h.Value) < MugStock
                : _held.GetValueOrDefault((pen, name)) < PenEach;
            var allowed = taken && _purses[name].Balance >= cost;
            try
            {
                Redemption? made = null;
                await forum.AsAsync<RedeemReward>(name, async redeem => made = await redeem.RunAsync(reward, $"r{_step}", null, default));
                Assert.True(allowed, $"Step {_step}: a reward was taken that nobody could have.");
                _purses[name].Use(cost);
                _held[(reward, name)] = _held.GetValueOrDefault((reward, name)) + 1;
                _open.Add((made!.Id, name, reward, cost));
            }
            catch (Refused refused) when (refused.Code is "not_enough_points" or "sold_out" or "limit_reached")
            {
                Assert.False(allowed, $"Step {_step}: {refused.Code}.");
            }
            return allowed;
        }

        private async Task<bool> RefuseAsync(int which)
        {
            if (_open.Count == 0)
                return false;
            var (id, name, reward, cost) = _open[which % _open.Count];
            _open.RemoveAt(which % _open.Count);
            await forum.AsAsync<DecideRedemption>("owner", async decide => Assert.True(await decide.RefuseAsync(id, "x", default)));
            await forum.AsAsync<DecideRedemption>("owner", async decide => Assert.False(await decide.RefuseAsync(id, "x", default)));
            _purses[name].Add(Now, cost);
            _held[(reward, name)]--;
            return true;
        }

        /// <summary>The same key again is the same booking.</summary>
        private async Task<bool> RepeatAsync(string name)
        {
            foreach (var _ in Enumerable.Range(0, 2))
                await forum.AsAsync<AdjustPoints>("owner", adjust => adjust.RunAsync(forum.IdOf(name), 3, "x", $"k{_step}", default));
            _purses[name].Add(Now, 3);
            return true;
        }

        private async Task<bool> WaitAsync(int size)
        {
            app.Clock.Advance(TimeSpan.FromHours(size / 4.0));
            await app.RunJobAsync<ExpirePoints>();
            foreach (var purse in _purses.Values)
                purse.Expire(Now.AddMonths(-ValidMonths));
            return true;
        }

        public void Miscount() => _purses["Ada"].Add(Now, 1);

        public async Task ShouldAgreeAsync()
        {
            foreach (var (name, purse) in _purses)
            {
                var balance = await forum.InAsync<ReadPoints, long>(points => points.BalanceAsync(forum.IdOf(name), default));
                Assert.True(balance == purse.Balance, $"Step {_step}: {name} has {balance} instead of {purse.Balance}.");
                Assert.True(balance >= 0, $"Step {_step}: {name} has {balance}.");
            }
        }
    }

    private sealed class PlainDeed(int points, DateTime at)
    {
        public int Points { get; } = points;
        public DateTime At { get; } = at;
        public bool Stands { get; set; }
        public string? Holder { get; init; }
    }

    /// <summary>What one has: points by when they were earned, and how many were used of them, whichever.</summary>
    private sealed class PlainPurse
    {
        private readonly SortedDictionary<DateTime, long> _earned = [];
        private long _used;

        public long Balance => _earned.Values.Sum() - _used;

        public void Add(DateTime at, long points) => _earned[at] = _earned.GetValueOrDefault(at) + points;

        /// <summary>What is there of it; the rest was spent.</summary>
        public void TakeBack(DateTime at, long points) => _earned[at] -= Math.Min(points, Balance);

        public void Use(long points) => _used += points;

        /// <summary>What was earned before and is not used yet.</summary>
        public void Expire(DateTime through) =>
            _used += Math.Max(0, _earned.Where(e => e.Key <= through).Sum(e => e.Value) - _used);
    }
}
