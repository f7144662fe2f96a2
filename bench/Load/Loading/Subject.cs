using System.Text;

namespace Guildhall.Load.Loading;

/// <summary>What a round asks: a server, and which requests of it.</summary>
/// <param name="Scenario">What subjects of different size have in common.</param>
/// <param name="Size">Articles in the community; 0 for a peer without any.</param>
/// <param name="Marker">Stands in every right answer.</param>
internal sealed record Subject(string Scenario, int Size, int Port, int ProcessId, Requests Requests, string Marker)
{
    public string Name => Size > 0 ? $"{Scenario}, {Size} articles" : Scenario;

    /// <summary>Asks once and looks at the answer: fast nonsense is no figure.</summary>
    /// <returns>The answer's body.</returns>
    public string Check()
    {
        using var exchange = new Exchange(Port);
        var request = Requests.Next(new Random(0), Requests.NewBuffer());
        var answer = exchange.Send(request);
        var text = exchange.Text;
        if (answer.Status != 200 || !text.Contains(Marker, StringComparison.Ordinal))
            throw new InvalidOperationException($"{Name}: this answer is not 200 with \"{Marker}\" in it:\n{Encoding.UTF8.GetString(request)}\n{text}");
        return text;
    }
}
