namespace Guildhall.Communities.Checklists;

/// <summary>For makers who sell products and look after those who bought them.</summary>
internal static class ShopAdvice
{
    public static readonly Advice[] All =
    [
        new("Say for whom each product is and for whom it is not: a wrong buyer costs more than a missed one. The community exists so that buyers succeed with what they bought.",
            "Which one product do you begin with, and for whom?",
            "Who should not buy it?",
            "Which share of buyers shall still use it after three months?"),
        new("A purchase must open what was bought within seconds and close it after a refund. Walk this road with the test processor until you trust it. Then set up a way of paying that takes real money, and switch the test processor off.",
            "Which payment methods do your customers have?",
            "What does a tier open on the day of purchase?",
            "Who answers when a payment is there and the access is not?"),
        new("Three texts per product: what it is for, how to begin in ten minutes, what to do when it doesn't work. The customers’ library grows with every question that was asked twice.",
            "Which guide saves you the most support?",
            "What is in the customers’ library on the first day?",
            "How are buyers told of updates?"),
        new("Start with those who bought already. Give them the library, ask for one honest review and one question each.",
            "How do past customers get in?",
            "What do you ask of them, and what do they get?"),
        new("Honest reviews, quick answers, no invented urgency. Customers who help each other are the best support there is: thank them visibly.",
            "Within what time is a question answered?",
            "How are good answers of customers rewarded?",
            "What do you do with a bad review that is right?"),
        new("Sell where the problem appears: guides that search engines find, resellers with clear rules, one seasonal offer with a true end.",
            "Which guide do people search for?",
            "Who sells with you, on which terms?",
            "What is the one offer of this season, and when does it end?"),
    ];
}
