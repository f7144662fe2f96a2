namespace Guildhall.Screening.Scoring;

/// <summary>A text of which somebody has said what it is.</summary>
internal sealed record LabelledText(int[] Features, bool IsSpam);

/// <summary>How a model judged texts that it had not seen.</summary>
internal sealed record Confusion(int SpamFound, int SpamMissed, int HamFlagged, int HamPassed)
{
    public double Precision => SpamFound + HamFlagged == 0 ? 0 : (double)SpamFound / (SpamFound + HamFlagged);

    public double Recall => SpamFound + SpamMissed == 0 ? 0 : (double)SpamFound / (SpamFound + SpamMissed);
}

/// <summary>
/// Logistic regression by AdaGrad, the rarer class weighted up, with a pull towards the weights that it starts from. Always the same for
/// the same texts.
/// </summary>
internal static class SpamTraining
{
    private const int Rounds = 25;
    private const double Rate = 0.5, Pull = 2e-6;

    /// <param name="from">Weights to begin with; <c>null</c> for none.</param>
    public static SpamModel Learn(IReadOnlyList<LabelledText> texts, SpamModel? from = null)
    {
        var (weights, bias) = from?.Copy() ?? (new float[SpamFeatures.Buckets], 0f);
        var start = (float[])weights.Clone();
        var steps = new double[SpamFeatures.Buckets];
        var biasSteps = 1e-6;
        var spam = Math.Max(1, texts.Count(t => t.IsSpam));
        var (ofSpam, ofHam) = (texts.Count / (2.0 * spam), texts.Count / (2.0 * Math.Max(1, texts.Count - spam)));
        var order = Enumerable.Range(0, texts.Count).ToArray();
        // The order shall not depend on anything but the texts.
        var random = new Random(17);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var text in order.Select(i => texts[i]).Where(t => t.Features.Length > 0))
            {
                var share = 1 / Math.Sqrt(text.Features.Length);
                double sum = 0;
                foreach (var feature in text.Features)
                    sum += weights[feature];
                var wrong = (1 / (1 + Math.Exp(-(bias + sum * share))) - (text.IsSpam ? 1 : 0)) * (text.IsSpam ? ofSpam : ofHam);
                foreach (var feature in text.Features)
                {
                    var slope = wrong * share + Pull * (weights[feature] - start[feature]);
                    steps[feature] += slope * slope;
                    weights[feature] -= (float)(Rate * slope / Math.Sqrt(steps[feature] + 1e-9));
                }
                biasSteps += wrong * wrong;
                bias -= (float)(Rate * wrong / Math.Sqrt(biasSteps));
            }
        }
        return new SpamModel(weights, bias);
    }

    /// <param name="threshold">From which score on a text counts as spam, 0 to 1.</param>
    public static Confusion Judge(SpamModel model, IEnumerable<LabelledText> texts, double threshold)
    {
        var (found, missed, flagged, passed) = (0, 0, 0, 0);
        foreach (var text in texts)
        {
            var isSpam = model.Score(text.Features) >= threshold;
            (found, missed) = (found + (text.IsSpam && isSpam ? 1 : 0), missed + (text.IsSpam && !isSpam ? 1 : 0));
            (flagged, passed) = (flagged + (!text.IsSpam && isSpam ? 1 : 0), passed + (!text.IsSpam && !isSpam ? 1 : 0));
        }
        return new Confusion(found, missed, flagged, passed);
    }
}
