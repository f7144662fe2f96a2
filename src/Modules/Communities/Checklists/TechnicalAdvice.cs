namespace Guildhall.Communities.Checklists;

/// <summary>For communities around a project, a language or a company's engineers.</summary>
internal static class TechnicalAdvice
{
    public static readonly Advice[] All =
    [
        new("Choose one technology and one kind of reader. “Everything about back ends” competes with search engines; “running PostgreSQL with a team of three” doesn't.",
            "Which problem do readers have on the day they find you?",
            "What will you deliberately not cover?",
            "Which figure shows in three months that it works: answered questions, returning readers, paying members?"),
        new("Most of a technical community is open, so the tools are few: a public address, a way to be paid by those who want depth, and a backup that you have restored once. Set up Stripe, PayPal, WeChat Pay or a bank transfer when you want to be paid, and switch the test processor off then.",
            "Under which address will people reach it, and who renews the certificate?",
            "Which tier pays for your time, and what does it open?",
            "When did you last restore a backup?"),
        new("Begin with ten articles that answer real questions completely, with code that runs. Take them from your issue tracker and from what colleagues ask; keep one deep dive a month for members.",
            "Which ten questions come up again and again?",
            "Who writes, who checks the code, on which day does it appear?",
            "Which article is worth paying for, and why?"),
        new("Invite thirty people by name: contributors, people who filed good issues, colleagues of before. Ask each of them one question that they can answer.",
            "Who are the first thirty?",
            "What do you ask each of them to do in the first week?"),
        new("In technical talk tone decides who stays. Rules that criticise code and not people, a fixed day for source reading, and an answer to every first question within a day.",
            "Who answers the first question of a newcomer, and within what time?",
            "Which activity returns every week or month?",
            "What happens to someone who is right but rude?"),
        new("Engineers distrust advertising and follow links to answers. Put the open article where the question was asked, publish the benchmark with its code, speak at one meeting a quarter.",
            "Where do your readers ask today, and which article answers there?",
            "What can you publish that others will cite?"),
    ];
}
