using Guildhall.Load.Hosting;

namespace Guildhall.Load.Loading;

/// <summary>The rounds of all subjects. In each everyone has a turn, so that what disturbs the machine for a while disturbs all.</summary>
internal sealed class Measurement(int clients, double seconds)
{
    private readonly Dictionary<Subject, List<Figures>> _figures = [];
    private bool _backwards;

    public void WarmUp(IReadOnlyList<Subject> subjects, double length)
    {
        foreach (var subject in subjects)
        {
            Report.Progress($"Warming up: {subject.Name}");
            subject.Check();
            Round.Run(subject, clients, length);
        }
    }

    public void Run(IReadOnlyList<Subject> subjects)
    {
        // Sizes stand side by side and take turns in going first.
        var order = subjects.GroupBy(s => s.Scenario).SelectMany(g => _backwards ? g.Reverse() : g);
        _backwards = !_backwards;
        foreach (var subject in order)
        {
            if (!_figures.TryGetValue(subject, out var rounds))
                _figures[subject] = rounds = [];
            rounds.Add(Round.Run(subject, clients, seconds));
        }
    }

    public double Median(Subject subject, Func<Figures, double> figure) => _figures[subject].Select(figure).Median();

    /// <summary>The median of what a round's figure is to another's of the same round.</summary>
    public double Ratio(Subject subject, Subject other, Func<Figures, double> figure) =>
        _figures[subject].Zip(_figures[other], (a, b) => figure(a) / figure(b)).Median();
}
