/* The Links' arithmetic in plain C: it shows what one processor core can do with these bits.
   Compile with -O3 -march=native -ffp-contract=off: fused sums would be rounded otherwise.
   Sigmoid in every layer after the inputs, squared error, plain nudge; skips zeros. */

#include <math.h>

#define MOST_LAYERS 8
#define MOST_NEURONS 1024

static double outputs[MOST_LAYERS][MOST_NEURONS];
static double deltas[MOST_LAYERS][MOST_NEURONS];
static char in_batch[MOST_LAYERS][MOST_NEURONS];

void learn(int layers, const int *sizes, double *all_weights, double *all_sensitivities,
           const double *all_inputs, const double *all_expected, const long *order, long count,
           int batch_size, double learning_rate, double *errors) {
    double *weights[MOST_LAYERS], *sensitivities[MOST_LAYERS];
    long place = 0;
    for (int l = 1; l < layers; l++) {
        weights[l] = all_weights + place;
        sensitivities[l] = all_sensitivities + place;
        place += (long)(sizes[l - 1] + 1) * sizes[l];
    }
    for (long start = 0; start < count; start += batch_size) {
        long length = count - start < batch_size ? count - start : batch_size;
        for (long s = start; s < start + length; s++) {
            const double *expected = all_expected + order[s] * sizes[layers - 1];
            const double *inputs = all_inputs + order[s] * sizes[0];
            for (int l = 1; l < layers; l++) {
                const double *from = l > 1 ? outputs[l - 1] : inputs;
                double *to = outputs[l];
                for (int j = 0; j < sizes[l]; j++) to[j] = 0.0 + weights[l][j];
                for (int i = 0; i < sizes[l - 1]; i++) {
                    double output = from[i];
                    if (output == 0) continue;
                    const double *row = weights[l] + (long)(i + 1) * sizes[l];
                    for (int j = 0; j < sizes[l]; j++) to[j] += output * row[j];
                }
                for (int j = 0; j < sizes[l]; j++) to[j] = 1 / (1 + exp(-to[j]));
            }
            double error = 0;
            for (int j = 0; j < sizes[layers - 1]; j++) {
                double difference = outputs[layers - 1][j] - expected[j];
                error += difference * difference;
                deltas[layers - 1][j] = difference;
            }
            errors[s] = error / 2;
            for (int l = layers - 1; l > 0; l--) {
                const double *from = l > 1 ? outputs[l - 1] : inputs;
                double *delta = deltas[l];
                for (int j = 0; j < sizes[l]; j++)
                    delta[j] = delta[j] * (outputs[l][j] * (1 - outputs[l][j]));
                for (int i = 0; l > 1 && i < sizes[l - 1]; i++) {
                    const double *row = weights[l] + (long)(i + 1) * sizes[l];
                    double sensitivity = 0;
                    for (int j = 0; j < sizes[l]; j++) sensitivity += delta[j] * row[j];
                    deltas[l - 1][i] = sensitivity;
                }
                for (int i = -1; i < sizes[l - 1]; i++) {
                    double output = i < 0 ? 1 : from[i];
                    if (output == 0) continue;
                    long row = (long)(i + 1) * sizes[l];
                    if (batch_size == 1) {
                        for (int j = 0; j < sizes[l]; j++)
                            weights[l][row + j] -= learning_rate * (delta[j] * output);
                    } else {
                        in_batch[l][i + 1] = 1;
                        for (int j = 0; j < sizes[l]; j++)
                            sensitivities[l][row + j] += delta[j] * output;
                    }
                }
            }
        }
        for (int l = 1; batch_size > 1 && l < layers; l++) {
            for (int i = 0; i <= sizes[l - 1]; i++) {
                if (!in_batch[l][i]) continue;
                in_batch[l][i] = 0;
                for (long k = (long)i * sizes[l]; k < (long)(i + 1) * sizes[l]; k++) {
                    weights[l][k] -= learning_rate / length * sensitivities[l][k];
                    sensitivities[l][k] = 0;
                }
            }
        }
    }
}
