"""Writes small models of real flights and what LightGBM and the `shap` package say of them: `python tests/parity/shap/make.py`.

It needs the packages of models/requirements.txt, xgboost 3.2.0, catboost 1.2.10 and shap 0.51.0. Covers are those of the training
rows, which are the rows of flights.csv, so that Rowcast's, which are counted on the rows that it scores, have to be the same.
"""

import csv
from pathlib import Path

import catboost
import lightgbm
import numpy as np
import onnx
import pandas as pd
import shap
import xgboost
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

FOLDER = Path(__file__).resolve().parent
SAMPLE = FOLDER.parents[2] / "models" / "data" / "flights.csv"
FEATURES = ["dep_delay", "distance", "hour", "temp", "wind_speed", "visib"]
ROWS = 400
EXPLAINED = 60
OPSET = {"": 17, "ai.onnx.ml": 3}


def main():
    table = pd.read_csv(SAMPLE).dropna(subset=["arr_delay"]).iloc[::60].head(ROWS)
    table[FEATURES].to_csv(FOLDER / "flights.csv", index=False)
    x = pd.read_csv(FOLDER / "flights.csv").to_numpy(np.float32)
    filled = np.nan_to_num(x, nan=-1.0)
    minutes = table["arr_delay"].to_numpy(float)
    late = (minutes > 15).astype(int)
    three = np.digitize(minutes, [-10, 15])
    shape = [("input", FloatTensorType([None, len(FEATURES)]))]
    quiet = {"verbose": -1, "min_child_samples": 5, "random_state": 1, "deterministic": True, "num_threads": 1}

    binary = lightgbm.LGBMClassifier(n_estimators=20, num_leaves=15, **quiet).fit(x, late)
    save("lightgbm-binary", convert_lightgbm(binary, initial_types=shape, zipmap=False))
    write("lightgbm-binary", binary.predict(x, pred_contrib=True))

    classes = lightgbm.LGBMClassifier(n_estimators=8, num_leaves=7, **quiet).fit(x, three)
    save("lightgbm-classes", convert_lightgbm(classes, initial_types=shape, zipmap=False))
    every = classes.predict(x, pred_contrib=True).reshape(ROWS, 3, -1)
    write("lightgbm-classes", every[np.arange(ROWS), classes.predict(x)])

    boosted = xgboost.XGBRegressor(n_estimators=15, max_depth=5, random_state=1, n_jobs=1).fit(x, minutes)
    save("xgboost-regressor", convert_xgboost(boosted, initial_types=shape))
    write("xgboost-regressor", boosted.get_booster().predict(xgboost.DMatrix(x), pred_contribs=True))

    forest = RandomForestRegressor(n_estimators=8, max_depth=9, bootstrap=False, max_features=2, random_state=1)
    forest.fit(filled, minutes)
    save("forest-regressor", to_onnx(forest, filled[:1], target_opset=OPSET))
    write("forest-regressor", with_base(shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent"), filled))

    chances = RandomForestClassifier(n_estimators=8, max_depth=7, bootstrap=False, max_features=2, random_state=1)
    chances.fit(filled, three)
    save("forest-classes", to_onnx(chances, filled[:1], target_opset=OPSET, options={"zipmap": False}))
    explainer = shap.TreeExplainer(chances, feature_perturbation="tree_path_dependent")
    values, label = explainer.shap_values(filled), chances.predict(filled)
    row = np.arange(ROWS)
    write("forest-classes", np.c_[values[row, :, label], explainer.expected_value[label]])

    silent = {"verbose": 0, "allow_writing_files": False}
    symmetric = catboost.CatBoostRegressor(iterations=12, depth=5, random_seed=1, thread_count=1, **silent)
    symmetric.fit(filled, minutes)
    symmetric.save_model(str(FOLDER / "catboost-regressor.onnx"), format="onnx")
    pool = catboost.Pool(filled, minutes)
    write("catboost-regressor", symmetric.get_feature_importance(pool, type="ShapValues"))


def save(name, model):
    onnx.save(model, FOLDER / f"{name}.onnx")


def with_base(explainer, x):
    return np.c_[explainer.shap_values(x), np.full(len(x), explainer.expected_value)]


def write(name, contributions):
    with open(FOLDER / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(f"contribution_{feature}" for feature in FEATURES), "base_value"])
        writer.writerows([f"{value:.9g}" for value in row] for row in np.asarray(contributions)[:EXPLAINED])


if __name__ == "__main__":
    main()
