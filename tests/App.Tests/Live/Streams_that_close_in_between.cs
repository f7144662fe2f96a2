using System.Security.Claims;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Live;

namespace Guildhall.App.Tests.Live;

[Trait("Database", "none")]
public class Streams_that_close_in_between
{
    [Fact]
    public void One_that_has_just_closed_does_not_keep_the_others_of_its_member_open()
    {
        var streams = new LiveStreams();
        using var gone = new LiveStream(new Viewer(7), new ClaimsPrincipal());
        using var open = new LiveStream(new Viewer(7), new ClaimsPrincipal());
        streams.Open(gone);
        streams.Open(open);
        var ended = open.Ended;

        gone.Dispose();
        foreach (var stream in streams.Of(7))
            stream.End(LastWords.Over);

        Assert.True(ended.IsCancellationRequested);
    }
}
