using Guildhall.App.Tests.Hosting;
using Guildhall.Screening.Scoring;

namespace Guildhall.App.Tests.Screening;

[Trait("Database", "sqlite")]
public class Scoring_spam(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public void The_shipped_weights_tell_an_advertisement_from_a_question()
    {
        var spam = SpamModel.Shipped.Score("CONGRATULATIONS! You have WON a £1000 prize. Call 09061701461 now to claim, free!!!", []);
        var ham = SpamModel.Shipped.Score("Why does the index on (a, b) not serve an ORDER BY b? I have read the plan twice and see a sort.", []);

        Assert.True(spam > 0.9, $"{spam}");
        Assert.True(ham < 0.2, $"{ham}");
    }

    [Fact]
    public void What_is_learned_is_the_same_when_it_was_written_and_read()
    {
        var learned = SpamTraining.Learn([.. Enumerable.Range(0, 200)
            .Select(i => new LabelledText(SpamFeatures.Of(i % 2 == 0 ? $"代开发票 {i}" : $"索引和锁 {i}", []), i % 2 == 0))]);
        var read = SpamModel.Read(learned.Write());

        Assert.True(learned.Score("代开发票，量大优惠", []) > 0.8);
        Assert.True(learned.Score("索引为什么没有用上锁", []) < 0.2);
        Assert.Equal(learned.Score("代开发票", []), read.Score("代开发票", []), 0.02);
        Assert.Throws<InvalidDataException>(() => SpamModel.Read(new byte[10]));
    }

    [Fact]
    public async Task At_night_it_learns_from_what_moderators_let_through_and_what_not()
    {
        var watch = await Watch.OpenAsync(app);
        var (bob, mod) = (await watch.Forum.MemberAsync("Bob"), await watch.Forum.ModeratorAsync());
        for (var i = 0; i < 90; i++)
        {
            var isSpam = i % 3 == 0;
            var topic = await watch.Forum.OpensAsync(bob, $"第 {i} 个", isSpam ? $"低价代开发票，诚信经营，欢迎来电 {i} 号" : $"关于数据库索引和锁的第 {i} 个问题，先看执行计划");
            if (isSpam)
                Assert.True((await mod.DeleteAsync($"{watch.Forum.Api}/topics/{topic}")).Response.IsSuccessStatusCode);
        }
        var before = SpamModel.Shipped.Score("代开发票，诚信经营，欢迎来电", []);
        app.Clock.Advance(TimeSpan.FromDays(8));

        await app.RunJobAsync<LearnSpam>();
        await watch.RuleAsync("spam", new { percent = 90, upTo = "regular" });

        Assert.True(before < 0.9);
        Assert.True(await watch.HoldsAsync(bob, "代开发票，诚信经营，欢迎来电", "低价"));
        Assert.False(await watch.HoldsAsync(bob, "索引为什么没有用上？执行计划里是全表扫描。", "数据库"));
        Assert.Contains("30", (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage/screening/rules/spam")).TextOf("main"));
    }
}
