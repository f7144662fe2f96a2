using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Learning;

/// <summary>An author makes a course and sells it; a member buys, learns, passes the quiz and shows the certificate.</summary>
public sealed class Taking_a_course(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Secret = "Only learners read this sentence.";

    private string _course = "", _id = "";

    [Fact]
    public async Task Leads_from_a_draft_to_a_certificate()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await MakeAsync(owner);

        var learner = await OpenAsync(Look.Phone);
        await MeetThePaywallAsync(learner);
        await BuyAsync(learner);
        await LearnAsync(learner);
        await ShowAsync(learner);

        await owner.GoToAsync($"{Backend.Path}/manage/courses/{_id}/figures");
        await owner.ShouldBeGoodInAllLooksAsync("course-figures");
        await owner.GoToAsync($"{Backend.Path}/manage/courses/{_id}/enrollments");
        await owner.ShouldBeGoodInAllLooksAsync("course-learners");
    }

    private async Task MakeAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Courses");
        await form.Locator("[name=slug]").FillAsync("learn");
        await form.Locator("[value=courses]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
        await owner.GoToAsync(Backend.Path + "/s/learn");
        await owner.ShouldBeGoodAsync("courses-empty");
        await owner.PressAsync(".empty a.button.primary");
        await owner.FillAsync("title", "Reading a flame graph");
        await owner.FillAsync("summary", "From the first picture to the line that is slow.");
        await owner.FillAsync("outcomes", "Read a flame graph\nFind the slow line\nKnow when not to trust it");
        await owner.FillAsync("markdown", "Two lessons and a quiz, with **numbers** that you can measure yourself.");
        await owner.Page.Locator("[name=access]").SelectOptionAsync("bought");
        await owner.Page.Locator("[name=certificate]").CheckAsync();
        await owner.ShouldBeGoodInAllLooksAsync("course-edit");
        await owner.PressAsync("main form button.primary");
        _id = owner.Page.Url.Split("/courses/")[1].Split('/')[0];
        _course = $"{Backend.Path}/courses/{_id}";

        await AddSectionAsync(owner, "First steps");
        await AddSectionAsync(owner, "At the end");
        await AddLessonAsync(owner, 0, "text", "What it shows", "Everyone may read this.", preview: true);
        await AddLessonAsync(owner, 0, "text", "Where it lies", Secret + "\n\n$$t = \\sum_i n_i \\Delta$$");
        await owner.PressAsync($"a[href*='/manage/lessons/new']:has-text('Quiz') >> nth=1");
        await owner.FillAsync("title", "Do you see it?");
        await owner.PressAsync("main form button.primary");
        await owner.FillAsync("markdown", "What is the width of a box?");
        await owner.FillAsync("answers", "* How often it was seen\nWhen it was seen");
        await owner.FillAsync("explanation", "Samples are counted, time is not drawn.");
        await owner.PressAsync("main form button.primary");
        await owner.ShouldBeGoodInAllLooksAsync("course-questions");
        await owner.GoToAsync(owner.Page.Url.Split("/questions")[0]);
        await owner.PressAsync("form:has([value=publish]) button");
        await owner.ShouldBeGoodInAllLooksAsync("course-contents");
        await owner.PressAsync("a[href$='/sale']");
        await owner.FillAsync("price", "49");
        await owner.PressAsync("main form button.primary");
        await owner.GoToAsync($"{Backend.Path}/manage/courses/{_id}");
        await owner.PressAsync("form:has([value=publish]) button");
    }

    private static async Task AddSectionAsync(Visit owner, string title)
    {
        await owner.Page.Locator("form:has([name=drip]) [name=title]").FillAsync(title);
        await owner.PressAsync("form:has([name=drip]) button");
    }

    private async Task AddLessonAsync(Visit owner, int section, string kind, string title, string text, bool preview = false)
    {
        await owner.PressAsync($".arrange-section >> nth={section} >> a[href$='kind={kind}']");
        await owner.FillAsync("title", title);
        await owner.FillAsync("markdown", text);
        if (preview)
            await owner.Page.Locator("[name=preview]").CheckAsync();
        await owner.PressAsync("main form button.primary >> nth=-1");
        await owner.PressAsync("form:has([value=publish]) button");
    }

    private async Task MeetThePaywallAsync(Visit learner)
    {
        await learner.GoToAsync(Backend.Path + "/s/learn");
        await learner.ShouldBeGoodInAllLooksAsync("courses");
        await learner.PressAsync(".course-tile-title a");
        await learner.ShouldBeGoodInAllLooksAsync("course-wall");
        await learner.PressAsync(".course-lesson a:has-text('What it shows')");
        await learner.ShouldBeGoodAsync("lesson-preview");
        await learner.PressAsync(".article-next");
        Assert.DoesNotContain(Secret, await learner.Page.ContentAsync());
        await learner.ShouldBeGoodAsync("lesson-wall");
    }

    private async Task BuyAsync(Visit learner)
    {
        await learner.RegisterAsync("chen@example.org", _course);
        await learner.PressAsync(".paywall a[href*='kind=course']");
        await learner.Page.Locator("button[value=buy]").ClickAsync();
        await learner.Page.WaitForURLAsync("**/test-processor/**");
        await learner.Page.Locator("button[value=pay]").ClickAsync();
        await learner.Page.Locator(".callout.success").WaitForAsync();
        await learner.PressAsync(".callout.success a.primary");
        await learner.ShouldBeGoodInAllLooksAsync("course-bought");
    }

    private static async Task LearnAsync(Visit learner)
    {
        await learner.PressAsync(".course-way a.primary");
        await learner.PressAsync(".lesson-end button.primary");
        Assert.Contains(Secret, await learner.Page.InnerTextAsync("main"));
        await learner.ShouldBeGoodInAllLooksAsync("lesson");
        await learner.PressAsync(".lesson-end button.primary");
        await learner.ShouldBeGoodAsync("quiz-before");
        await learner.PressAsync(".quiz button.primary");
        await learner.ShouldBeGoodInAllLooksAsync("quiz");
        await learner.Page.Locator(".quiz-question label:has-text('When it was seen')").ClickAsync();
        await learner.PressAsync("main form button.primary");
        await learner.ShouldBeGoodInAllLooksAsync("quiz-failed");
        await learner.PressAsync(".quiz button.primary");
        await learner.Page.Locator(".quiz-question label:has-text('How often')").ClickAsync();
        await learner.PressAsync("main form button.primary");
        await learner.ShouldBeGoodAsync("quiz-passed");
    }

    private async Task ShowAsync(Visit learner)
    {
        await learner.GoToAsync(_course);
        await learner.ShouldBeGoodInAllLooksAsync("course-done");
        await learner.PressAsync("a[href*='/certificates/']");
        await learner.ShouldBeGoodInAllLooksAsync("certificate");
        await learner.GoToAsync("/account/courses");
        await learner.ShouldBeGoodInAllLooksAsync("my-courses");
    }
}
