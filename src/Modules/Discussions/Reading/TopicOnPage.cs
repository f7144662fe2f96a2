namespace Guildhall.Discussions.Reading;

/// <summary>A topic as its page hands it to the parts of the page.</summary>
public sealed class TopicOnPage
{
    internal TopicOnPage(TopicView view, string path, bool byTime) => (View, Path, ByTime) = (view, path, byTime);

    /// <summary>The topic's address.</summary>
    public string Path { get; }

    /// <summary>Whether a question is shown by time.</summary>
    public bool ByTime { get; }

    /// <summary>For links: "time" where a question is shown by time, else <c>null</c>.</summary>
    public string? Order => ByTime ? "time" : null;

    internal TopicView View { get; }
}
